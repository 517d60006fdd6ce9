using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>Headers a manifest may look at: not ours, and none that carries a secret.</summary>
internal static class HeaderRules
{
    private static readonly HashSet<string> Secrets = new(StringComparer.OrdinalIgnoreCase)
    {
        "authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "api-key",
    };

    public static void Check(FieldCheck check, string path, string? header)
    {
        check.Pattern(path, header, Names.Header(), Names.HeaderWords);
        if (header is null) return;
        check.When(Secrets.Contains(header), path, $"{header} carries a secret and cannot be used here");
        check.When(header.StartsWith("x-llm-", StringComparison.OrdinalIgnoreCase), path, "headers that begin with x-llm- are ours: choose another name");
    }

    public static void CheckMatches(FieldCheck check, string path, IReadOnlyList<Api.HeaderMatchSpec>? headers)
    {
        check.Count(path, headers, 1, 16);
        check.Unique(path, headers, header => header.Name.ToLowerInvariant(), "name");
        check.Each(path, headers, (item, header) =>
        {
            Check(check, FieldPath.Field(item, "name"), header.Name);
            check.Length(FieldPath.Field(item, "value"), header.Value, 256);
        });
    }
}
