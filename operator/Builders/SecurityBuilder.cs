using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Builders;

/// <summary>The restricted Pod Security Standard, whole.</summary>
internal static class SecurityBuilder
{
    /// <summary>The user <c>vllm</c> of newer official images; older ones know no such user, and <see cref="EnvironmentBuilder"/> says its name.</summary>
    private const int User = 2000;

    public static JsonObject Pod(TierOptions options)
    {
        var seccomp = Json.Of(("type", "RuntimeDefault"));
        return options.PlatformAssignsUsers
            ? Json.Of(("runAsNonRoot", true), ("fsGroupChangePolicy", "OnRootMismatch"), ("seccompProfile", seccomp))
            : Json.Of(("runAsNonRoot", true), ("runAsUser", User), ("runAsGroup", User), ("fsGroup", User), ("fsGroupChangePolicy", "OnRootMismatch"), ("seccompProfile", seccomp));
    }

    public static JsonObject Container() => Json.Of(
        ("allowPrivilegeEscalation", false), ("capabilities", Json.Of(("drop", Json.Strings(["ALL"])))));
}
