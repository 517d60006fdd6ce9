using System.Diagnostics;

namespace LlmRouting.DataPlane.Metrics.Tracing;

/// <summary>An open span, or nothing when nobody listens.</summary>
/// <param name="Ambient">What was current before and is again when the span ends.</param>
public readonly record struct RequestSpan(Activity? Activity, Activity? Ambient);
