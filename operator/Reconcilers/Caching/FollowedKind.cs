namespace LlmRouting.Operator.Reconcilers.Caching;

/// <summary>A kind in a namespace, followed.</summary>
/// <param name="Namespace">Null: all of them.</param>
/// <param name="RefusedFor">How long the API server has said at every try that we may not; null where it does not.</param>
/// <param name="Forgo">Counts it as listed although it was not.</param>
internal sealed record FollowedKind(
    string? Namespace, Func<CancellationToken, Task> RunAsync, Func<string?> Fault, Func<bool> IsListed, Func<TimeSpan?> RefusedFor, Action Forgo);
