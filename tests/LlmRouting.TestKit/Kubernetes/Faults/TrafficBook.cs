using LlmRouting.TestKit.Kubernetes.Http;

namespace LlmRouting.TestKit.Kubernetes.Faults;

/// <summary>What clients asked for. Reviews count as reads: they store nothing.</summary>
public sealed class TrafficBook
{
    /// <summary>Mutating requests; apply is told from other patches.</summary>
    public WriteCounter Writes { get; } = new();

    /// <summary>get, list and watch.</summary>
    public WriteCounter Reads { get; } = new();

    internal void Count(ApiCall call)
    {
        var resource = call.Path.Subresource.Length == 0 ? call.Type.Qualified : $"{call.Type.Qualified}/{call.Path.Subresource}";
        var verb = Verbs.Of(call.Http.Request, call.Path);
        if (verb == "patch" && (call.Http.Request.ContentType ?? "").StartsWith("application/apply-patch", StringComparison.Ordinal)) verb = "apply";
        var reads = verb is "get" or "list" or "watch" || call.Type.Virtual;
        (reads ? Reads : Writes).Count(verb, resource);
    }
}
