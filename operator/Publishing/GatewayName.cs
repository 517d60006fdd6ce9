using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LlmRouting.Operator.Publishing;

/// <summary>The gateway in a path. What is no DNS label names none, so that the path we ask RBAC about is the path that was asked for.</summary>
internal static partial class GatewayName
{
    public const string Parameter = "gateway";

    /// <summary>Null: not a name.</summary>
    public static string? Of(HttpContext http) => http.GetRouteValue(Parameter) is string name && Label().IsMatch(name) ? name : null;

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\z")]
    private static partial Regex Label();
}
