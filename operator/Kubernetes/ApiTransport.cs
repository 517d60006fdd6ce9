using System.Text.Json;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Sends requests: credentials, time limits, repetition where the server asks for it, errors.</summary>
internal sealed class ApiTransport : IDisposable
{
    public static ApiTransport Create(KubernetesConnection connection, TimeProvider time, Random chance) => throw new NotSupportedException();

    public Task<JsonDocument> SendAsync(ApiRequest request, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<WatchStream> OpenAsync(ApiRequest request, CancellationToken cancellation) => throw new NotSupportedException();

    public void Dispose() { }
}
