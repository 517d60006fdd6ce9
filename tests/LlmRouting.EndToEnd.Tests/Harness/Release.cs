namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>Programs of one build.</summary>
/// <param name="Folder">With both programs, as <c>dotnet publish -o</c> leaves them there.</param>
public sealed record Release(string Folder)
{
    private const string Variable = "LLMROUTING_E2E_OTHER";

    public static Release This { get; } = new(AppContext.BaseDirectory);

    /// <summary>Another one to run beside this; null where nobody named one.</summary>
    public static Release? Other { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? new Release(folder) : null;

    public string Operator => Path.Combine(Folder, "LlmRouting.Operator.dll");

    public string DataPlane => Path.Combine(Folder, "LlmRouting.DataPlane.dll");

    public static string Missing => $"{Variable} names no folder with both programs of another release: dotnet publish operator -o DIR; dotnet publish dataplane -o DIR";
}
