using System.Text;
using System.Text.Json;

namespace LlmRouting.DataPlane.Simulation.Requests;

/// <param name="EndsWithTool">The last message is a tool's result, so the model would answer with text.</param>
internal sealed record Talk(Prompt Prompt, int Images, bool EndsWithTool);

/// <summary>The messages of a chat, or the input of a response.</summary>
internal static class TalkReader
{
    public static Talk Read(JsonElement root, string field)
    {
        if (!root.TryGetProperty(field, out var messages)) throw new FieldException(field, "Field required");
        if (messages.ValueKind == JsonValueKind.String && field == "input")
            return new Talk(new Prompt(messages.GetString()!, TokenCount.Of(messages.GetString()!) + ExtraTokens(root)), 0, false);
        if (messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0)
            throw new FieldException(field, "Input should be a valid list");

        var (lastUser, role, tokens, images) = ("", "", ExtraTokens(root), 0);
        foreach (var message in messages.EnumerateArray())
        {
            if (message.ValueKind != JsonValueKind.Object) throw new FieldException(field, "Input should be a valid dictionary");
            var text = Content(message, ref images);
            tokens += TokenCount.Of(text);
            role = message.Text("role") ?? message.Text("type");
            if (role == "user") lastUser = text;
        }

        return new Talk(new Prompt(lastUser, tokens + (images * TokenCount.PerImage)), images, role is "tool" or "function_call_output");
    }

    /// <summary>What the chat template adds besides messages.</summary>
    private static int ExtraTokens(JsonElement root) =>
        TokenCount.Of(root.Text("instructions") ?? "") + (root.Child("tools", JsonValueKind.Array) is { } tools ? TokenCount.Of(tools.GetRawText()) : 0);

    private static string Content(JsonElement message, ref int images)
    {
        if (message.Text("content") is { } text) return text;
        var joined = new StringBuilder();
        foreach (var part in message.Items("content"))
        {
            if (part.Text("text") is { } piece) joined.Append(piece);
            else if (part.Text("type") is "image_url" or "input_image") images++;
        }

        return joined.ToString();
    }
}
