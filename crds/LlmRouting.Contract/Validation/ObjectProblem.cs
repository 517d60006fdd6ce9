using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Validation;

/// <summary>A problem of an object, wherever the object came from.</summary>
/// <param name="Reason">CamelCase word for a condition: Invalid, RefNotFound, ModelNameConflict, …</param>
public sealed record ObjectProblem(ObjectRef Object, string Path, string Message, string Reason, ProblemSeverity Severity = ProblemSeverity.Error);
