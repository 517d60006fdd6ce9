using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>Maps of labels and annotations that we hand on.</summary>
internal static class LabelRules
{
    public const string KeyWords = "a key such as team or example.com/team";
    private const int Max = 32;

    public static void Check(FieldCheck check, string path, IReadOnlyDictionary<string, string>? labels)
    {
        CheckKeys(check, path, labels, Max, KeyWords);
        foreach (var (key, value) in labels ?? new Dictionary<string, string>())
            check.Pattern(FieldPath.Key(path, key), value, Names.LabelValue(), "a label value: at most 63 letters, digits and - _ .");
    }

    public static void CheckKeys(FieldCheck check, string path, IReadOnlyDictionary<string, string>? map, int max, string words)
    {
        check.When(map?.Count > max, path, $"must not have more than {max} entries");
        foreach (var key in map?.Keys ?? []) check.Pattern(FieldPath.Key(path, key), key, Names.LabelKey(), words);
    }

    public static void NotOurs(FieldCheck check, string path, IReadOnlyDictionary<string, string>? map)
    {
        foreach (var key in map?.Keys ?? [])
            check.When(key.StartsWith($"{ApiNames.Group}/", StringComparison.Ordinal), FieldPath.Key(path, key), $"keys under {ApiNames.Group}/ are ours");
    }
}
