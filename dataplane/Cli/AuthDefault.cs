using LlmRouting.DataPlane.Access;

namespace LlmRouting.DataPlane.Cli;

/// <summary>Whether requests need a key: what was asked for; else not on loopback. Null where somebody must decide.</summary>
public static class AuthDefault
{
    public static AuthMode? For(AuthMode? asked, IReadOnlyList<string> urls) => asked ?? (urls.All(Loopback.IsUrl) ? AuthMode.None : null);
}
