namespace LlmRouting.Contract.Manifests;

/// <summary>Types in the words of somebody who edits YAML.</summary>
internal static class TypeWords
{
    public static string Of(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(int) || type == typeof(long)) return "a whole number";
        if (type.IsEnum) return $"one of {string.Join(", ", Enum.GetNames(type))}";
        return "a string";
    }

    public static string Of(ManifestNode node) => node switch
    {
        SequenceNode => "a list",
        MappingNode => "an object",
        _ => "a single value",
    };
}
