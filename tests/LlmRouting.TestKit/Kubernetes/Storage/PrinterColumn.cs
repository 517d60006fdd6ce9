namespace LlmRouting.TestKit.Kubernetes.Storage;

/// <summary>One of additionalPrinterColumns.</summary>
public sealed record PrinterColumn(string Name, string Type, string JsonPath, string Description = "", int Priority = 0, string Format = "");
