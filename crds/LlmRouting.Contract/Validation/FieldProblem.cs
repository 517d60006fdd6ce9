namespace LlmRouting.Contract.Validation;

/// <param name="Path">Field, e.g. <c>spec.routes[1].tier</c>; empty: the object.</param>
/// <param name="Message">A sentence that goes on from the path: "must be …".</param>
public sealed record FieldProblem(string Path, string Message);
