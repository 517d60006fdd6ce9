using System.Collections.Frozen;
using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>The types of built-in kinds, from the published OpenAPI of Kubernetes 1.36, one a line in <c>types.txt</c>.</summary>
/// <remarks>
/// <c>~Name field:type…</c>: ~ atomic; type is a scalar, a Name, <c>[item](keys)</c> map list, <c>[item]()</c> set, <c>[item]</c> atomic list,
/// <c>{value}</c> map; <c>^key</c> strategic merge; <c>!</c> always written, <c>*</c> required, <c>?</c> a pointer, <c>=value</c> default.
/// </remarks>
public static class BuiltinTypes
{
    private static readonly Lazy<FrozenDictionary<string, TypeSchema>> All = new(Load);

    public static TypeSchema ObjectMeta => Named("ObjectMeta");

    public static TypeSchema Named(string name) => All.Value[name];

    private static FrozenDictionary<string, TypeSchema> Load()
    {
        using var stream = typeof(BuiltinTypes).Assembly.GetManifestResourceStream("types.txt")!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new TypeTableReader(lines).ReadAll().ToFrozenDictionary();
    }
}
