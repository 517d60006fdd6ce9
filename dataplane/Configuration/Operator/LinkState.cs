namespace LlmRouting.DataPlane.Configuration.Operator;

/// <param name="Since">Of <paramref name="IsConnected"/>, whichever it is.</param>
/// <param name="Operator">Who spoke last, by its own word.</param>
/// <param name="Fault">Why there is no connection.</param>
/// <param name="IsSynced">Whether all slots have been sent over this connection.</param>
public sealed record LinkState(bool IsConnected, DateTimeOffset Since, string? Operator, string? Fault, bool IsSynced);
