namespace LlmRouting.Contract.Frames;

/// <param name="SendAll">Whether the next report is to acknowledge every slot: this operator has not heard of this process.</param>
public sealed record ReportAnswer(bool SendAll);
