using System.Text.Json;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Names of roles.</summary>
internal static class Roles
{
    public static bool Read(ref Utf8JsonReader reader, out MessageRole role)
    {
        role = MessageRole.Other;
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.IsEmpty) return false;
        if (reader.ValueTextEquals("user"u8)) role = MessageRole.User;
        else if (reader.ValueTextEquals("assistant"u8)) role = MessageRole.Assistant;
        else if (reader.ValueTextEquals("system"u8) || reader.ValueTextEquals("developer"u8)) role = MessageRole.System;
        else if (reader.ValueTextEquals("tool"u8) || reader.ValueTextEquals("function"u8)) role = MessageRole.Tool;
        return true;
    }
}
