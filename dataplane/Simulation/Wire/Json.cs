using System.Text;
using LlmRouting.DataPlane.Simulation.Answers;

namespace LlmRouting.DataPlane.Simulation.Wire;

/// <summary>Strings inside hand-written JSON.</summary>
internal static class Json
{
    /// <summary>Without the quotes.</summary>
    public static string Escape(string text) => Encoding.UTF8.GetString(Piece.Escape(text));

    public static string Quote(string text) => $"\"{Escape(text)}\"";
}
