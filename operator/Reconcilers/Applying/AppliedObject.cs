using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Reconcilers.Applying;

/// <summary>What an object should be.</summary>
/// <param name="Body">The fields we own: apiVersion, kind, metadata.name and what we set. Not changed.</param>
public sealed record AppliedObject(ApiResource Resource, string Namespace, string Name, JsonObject Body);
