using System.Text.Json;

namespace LlmRouting.DataPlane.Tests.Clients.Node;

/// <summary>Reads what a story told.</summary>
internal static class Told
{
    public static JsonElement At(this JsonElement told, string name) => told.GetProperty(name);

    /// <summary>Null where the story told null.</summary>
    public static string? Text(this JsonElement told, string name) => told.GetProperty(name).GetString();

    public static int Number(this JsonElement told, string name) => told.GetProperty(name).GetInt32();
}
