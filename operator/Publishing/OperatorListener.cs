using LlmRouting.Contract.Frames;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace LlmRouting.Operator.Publishing;

/// <summary>How Kestrel serves frames, reports and the metrics API: TLS with the newest certificate at every handshake, HTTP/2, small bodies.</summary>
public static class OperatorListener
{
    public static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = FrameProtocol.MaxReportBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        // A data plane whose node vanished is noticed, and its stream ends.
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(20);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
    }

    public static void Configure(ListenOptions listen, ServingCertificate certificate)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        listen.UseHttps(https =>
        {
            https.ServerCertificateSelector = (_, _) => certificate.Current;
            // The API server's proxy shows one, and the metrics API judges it; data planes have none.
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.AllowAnyClientCertificate();
        });
    }
}
