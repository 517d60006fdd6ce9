using System.Text.Json;

namespace LlmRouting.DataPlane.Simulation.Requests;

/// <summary>Decides whether the simulated model calls a function: told to by tool_choice, or the last user message names it.</summary>
internal static class ToolReader
{
    public static ToolCall? Read(JsonElement root, Talk talk)
    {
        var functions = root.Items("tools").Select(t => t.Child("function", JsonValueKind.Object)).OfType<JsonElement>().ToList();
        if (functions.Count == 0 || root.Text("tool_choice") == "none") return null;
        var named = root.Child("tool_choice", JsonValueKind.Object)?.Child("function", JsonValueKind.Object)?.Text("name");
        var mentioned = functions.Where(f => f.Text("name") is { } name && talk.Prompt.Text.Contains(name, StringComparison.Ordinal)).ToList();
        if (named is not null) return functions.Where(f => f.Text("name") == named).Select(Call).FirstOrDefault();
        if (root.Text("tool_choice") == "required") return Call(mentioned.Concat(functions).First());
        return talk.EndsWithTool ? null : mentioned.Select(Call).FirstOrDefault();
    }

    /// <summary>Whether the model decides: tool_choice says auto, or nothing although there are tools.</summary>
    public static bool IsAuto(JsonElement root) =>
        root.Items("tools").Any() && (!root.TryGetProperty("tool_choice", out var choice) || (choice.ValueKind == JsonValueKind.String && choice.ValueEquals("auto")));

    private static ToolCall Call(JsonElement function) =>
        new(function.Text("name") ?? "", function.Child("parameters", JsonValueKind.Object) is { } schema ? SchemaSample.Of(schema) : "{}");
}
