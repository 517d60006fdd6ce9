namespace LlmRouting.Contract.Manifests;

internal enum ScalarKind
{
    Null,
    Boolean,
    Integer,
    Number,
    Text,

    /// <summary>Read differently by different YAML readers, kubectl's among them.</summary>
    Trap,
}
