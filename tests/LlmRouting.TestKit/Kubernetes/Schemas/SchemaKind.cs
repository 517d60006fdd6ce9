namespace LlmRouting.TestKit.Kubernetes.Schemas;

/// <summary>What a value of a type is in JSON. <see cref="Any"/> is a value whose shape decides (preserve-unknown-fields).</summary>
public enum SchemaKind { Any, Scalar, Struct, Map, List }
