using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LlmRouting.Contract.Manifests;

/// <summary>A program's own configuration, one YAML document read as strictly as manifests are: unknown, doubled and ill-typed fields are problems with file and line.</summary>
public static class ConfigurationFile
{
    /// <param name="file">Name for problems.</param>
    /// <param name="name">What the document is called in problems about the whole of it, e.g. <c>operator configuration</c>.</param>
    public static ConfigurationReading<T> Read<T>(string file, string text, string name, JsonTypeInfo<T> type)
        where T : class
    {
        var problems = new List<ManifestProblem>();
        var positions = new PositionMap(new Position(1, 1));
        try
        {
            var root = Root(text);
            if (root is null) return new ConfigurationReading<T>(null, file, positions, problems);
            var check = new StructureCheck(new ManifestKind("", name, type, Ours: true), positions, new FaultyPaths(), Report);
            var value = check.Check(root, type, "")?.Deserialize(type);
            return new ConfigurationReading<T>(value, file, positions, problems);
        }
        catch (ManifestSyntaxException e)
        {
            Report(e.Position, "", e.Message);
            return new ConfigurationReading<T>(null, file, positions, problems);
        }

        void Report(Position at, string path, string message) => problems.Add(new ManifestProblem(file, at.Line, at.Column, null, path, message));
    }

    private static ManifestNode? Root(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > ReadLimits.DocumentBytes) throw new ManifestSyntaxException(new Position(1, 1), "longer than 1 MiB");
        ManifestNode? root = null;
        foreach (var document in DocumentSplitter.Split(text))
        {
            if (document.ContentAfterSeparator is { } fault) throw new ManifestSyntaxException(fault, "nothing but a comment may stand behind ---");
            if (YamlComposer.Compose(document) is not { } next || next is ScalarNode { Plain: true, Value: "" }) continue;
            if (root is not null) throw new ManifestSyntaxException(next.Position, "a second document: a configuration is one");
            root = next;
        }

        return root;
    }
}
