namespace LlmRouting.DataPlane.Configuration;

/// <summary>How many problems, for people.</summary>
internal static class ProblemCount
{
    public static string Words(int count) => count == 1 ? "1 problem" : $"{count} problems";
}
