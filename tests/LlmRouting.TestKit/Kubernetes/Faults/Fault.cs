using Microsoft.AspNetCore.Http;

namespace LlmRouting.TestKit.Kubernetes.Faults;

/// <summary>One misbehaviour.</summary>
/// <param name="Applies">Which requests it meets.</param>
/// <param name="AnswerAsync">Answers in the server's place; false lets the request through after all.</param>
public sealed record Fault(Func<HttpRequest, bool> Applies, Func<HttpContext, Task<bool>> AnswerAsync);
