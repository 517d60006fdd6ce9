namespace LlmRouting.TestKit.Kubernetes.Validation;

/// <summary>What happens to unknown and duplicate fields.</summary>
public enum FieldValidation { Warn, Strict, Ignore }
