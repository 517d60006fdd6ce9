using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>The sentences of a refused body. None holds anything the client wrote but positions and names of members.</summary>
internal static class Bad
{
    public static Refusal Json(string why, string where) => Refusal.Invalid("invalid_json", $"The request body is not valid JSON: {why} at {where}.");

    public static Refusal Root() => Refusal.Invalid("invalid_json", "The request body must be a JSON object.");

    public static Refusal Missing(string param) => Refusal.Invalid("missing_required_parameter", $"You must provide '{param}'.", param);

    public static Refusal Type(string param, string expected) => Refusal.Invalid("invalid_type", $"'{param}' must be {expected}.", param);

    public static Refusal Value(string param, string expected) => Refusal.Invalid("invalid_value", $"'{param}' must be {expected}.", param);

    public static Refusal Duplicate(string param) =>
        Refusal.Invalid("duplicate_parameter", $"'{param}' is given more than once; which one counts would depend on the reader.", param);

    public static Refusal Empty(string param) => Refusal.Invalid("empty_prompt", $"Prompt is required: '{param}' holds no content.", param);
}
