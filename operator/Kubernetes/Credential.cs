using System.Net.Http.Headers;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>What we show at one moment.</summary>
/// <param name="Expires">When it must be asked for again; null is never.</param>
internal sealed record Credential(AuthenticationHeaderValue? Header, PemPair? Certificate, DateTimeOffset? Expires)
{
    public bool ShowsTheSameAs(Credential other) => Equals(Header, other.Header) && Certificate == other.Certificate;
}
