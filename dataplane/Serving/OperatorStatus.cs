namespace LlmRouting.DataPlane.Serving;

/// <summary>What <c>/v1/status</c> says of the operator that is followed.</summary>
/// <param name="Since">Of <paramref name="Connected"/>, whichever it is.</param>
/// <param name="Name">Who spoke last, by its own word.</param>
/// <param name="Fault">Why it is not connected.</param>
/// <param name="Orders">The newest order that is served of each kind of frame, <c>transitions.sequence</c>.</param>
/// <param name="Refused">Frames that are the newest of their slot and cannot be served.</param>
/// <param name="ReportFault">Why the last report did not arrive; null where it did.</param>
/// <param name="VerifiedEndpoints">While the operator is away for long: how many servers of ours have shown that they still are; null: all are trusted.</param>
public sealed record OperatorStatus(
    string Address, bool Connected, DateTimeOffset Since, string? Name, string? Fault, int Schema, IReadOnlyDictionary<string, string> Orders, IReadOnlyList<RefusedFrameStatus> Refused,
    string? ReportFault, int? VerifiedEndpoints);

public sealed record RefusedFrameStatus(string Slot, string Order, IReadOnlyList<string> Problems);
