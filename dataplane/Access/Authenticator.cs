using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Access;

/// <summary>Step 1: who is asking.</summary>
public sealed class Authenticator(AuthMode mode, TimeProvider time)
{
    private static readonly Refusal NotReady = new(503, "api_error", "not_ready", "The router has not received its configuration yet.") { RetryAfter = TimeSpan.FromSeconds(1) };

    public Refusal? Authenticate(HttpRequest request, KeyTable keys, out Caller caller)
    {
        caller = Caller.Anonymous;
        if (ReferenceEquals(keys, KeyTable.NotYet)) return NotReady;
        if (mode == AuthMode.None) return null;
        return keys.Authenticate(request.Headers.Authorization, time.GetUtcNow(), out caller, request.HttpContext.Features.Get<ProvenKey>());
    }
}
