namespace LlmRouting.Contract.Manifests;

/// <summary>What a configuration file said. Faulty fields are left out of the value; null where the file says nothing or is no YAML.</summary>
public sealed class ConfigurationReading<T>(T? value, string file, PositionMap positions, List<ManifestProblem> problems)
    where T : class
{
    public T? Value => value;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<ManifestProblem> Problems => [.. problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    /// <summary>Adds what only the meaning of the fields shows.</summary>
    public void Report(string path, string message)
    {
        var at = positions.Find(path);
        problems.Add(new ManifestProblem(file, at.Line, at.Column, null, path, message));
    }
}
