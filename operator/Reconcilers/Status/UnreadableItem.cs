using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>An object of which only its identity could be read.</summary>
internal sealed record UnreadableItem : ApiObject;
