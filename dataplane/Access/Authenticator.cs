using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Access;

/// <summary>Step 1: who is asking.</summary>
public sealed class Authenticator(AuthMode mode, TimeProvider time)
{
    public Refusal? Authenticate(HttpRequest request, KeyTable keys, out Caller caller)
    {
        caller = Caller.Anonymous;
        if (mode == AuthMode.None) return null;
        return keys.Authenticate(request.Headers.Authorization, time.GetUtcNow(), out caller);
    }
}
