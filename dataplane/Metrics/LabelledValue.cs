namespace LlmRouting.DataPlane.Metrics;

/// <summary>A gauge's value for one label value, e.g. a tier's name.</summary>
public readonly record struct LabelledValue(string Label, double Value);
