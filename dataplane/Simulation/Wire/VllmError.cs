using System.Text.Json.Nodes;

namespace LlmRouting.DataPlane.Simulation.Wire;

/// <summary>An error in vLLM's words and shape (0.10.1 and later): {"error": {message, type, param, code}}.</summary>
internal sealed record VllmError(int Status, string Type, string Message)
{
    public static VllmError UnknownModel(string model) => new(404, "NotFoundError", $"The model `{model}` does not exist.");

    public static VllmError PromptTooLong(int max, int prompt) => new(
        400,
        "BadRequestError",
        $"This model's maximum context length is {max} tokens. However, your request has {prompt} input tokens. "
        + "Please reduce the length of the input messages.");

    public static VllmError AnswerTooLong(int max, int prompt, int asked) => new(
        400,
        "BadRequestError",
        $"'max_tokens' or 'max_completion_tokens' is too large: {asked}. This model's maximum context length is {max} tokens "
        + $"and your request has {prompt} input tokens ({asked} > {max} - {prompt}).");

    public static VllmError NoAutoToolChoice { get; } =
        new(400, "BadRequestError", "\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set");

    public static VllmError Json(long position) => new(
        400,
        "Bad Request",
        $"[{{'type': 'json_invalid', 'loc': ('body', {position}), 'msg': 'JSON decode error', 'input': {{}}, 'ctx': {{'error': 'Expecting value'}}}}]");

    public static VllmError Field(string field, string message) => field.Length == 0
        ? new(400, "BadRequestError", message)
        : new(400, "Bad Request", $"[{{'type': '{(message == "Field required" ? "missing" : "value_error")}', 'loc': ('body', '{field}'), 'msg': '{message}'}}]");

    public static VllmError MediaType { get; } =
        new(400, "Bad Request", "['Unsupported Media Type: Only \\'application/json\\' is allowed']");

    public static VllmError NotFound { get; } = new(404, "Not Found", "Not Found");

    public static VllmError OfFault(int status) => new(status, "InternalServerError", $"simulated fault: status {status}");

    /// <summary>As a unary body, and after <c>data: </c> in a stream.</summary>
    public string ToJson() => new JsonObject
    {
        ["error"] = new JsonObject { ["message"] = Message, ["type"] = Type, ["param"] = null, ["code"] = Status },
    }.ToJsonString();
}
