using System.Net;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>The wire between an operator and any API server.</summary>
public sealed class ApiProxy(KubernetesConnection target) : Wire(() => new DnsEndPoint(target.Server.Host, target.Server.Port))
{
    /// <summary>The same server, by this wire.</summary>
    public KubernetesConnection Connection => target with
    {
        Server = new UriBuilder(target.Server) { Host = "127.0.0.1", Port = Port }.Uri,
        Trust = target.Trust with { ServerName = target.Trust.ServerName ?? target.Server.Host },
    };
}
