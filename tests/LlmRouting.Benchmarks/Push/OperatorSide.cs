using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LlmRouting.Operator.Publishing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Benchmarks.Push;

/// <summary>What of an operator compiles and pushes, over TLS and HTTP/2 as it ships; objects come from memory instead of watches.</summary>
internal sealed class OperatorSide : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly GatewayPublishers publishers = new();
    private readonly SnapshotPublisher publisher;
    private readonly X509Certificate2 certificate = SelfSigned();
    private readonly WebApplication app;
    private volatile PublishInputs inputs;
    private Task running = Task.CompletedTask;

    public OperatorSide(PublishInputs first, KnowingApi api)
    {
        inputs = first;
        publisher = new SnapshotPublisher(() => inputs, () => [new GatewayDefinition("default")], () => 1, publishers, TimeProvider.System, NullLogger<SnapshotPublisher>.Instance);
        app = Build();
        Map(new PeerIdentity(api.Client(TimeProvider.System), KnowingApi.Namespace, TimeProvider.System, NullLogger<PeerIdentity>.Instance));
    }

    public int Port => new Uri(app.Urls.Single()).Port;

    public string Authority => certificate.ExportCertificatePem();

    public PublishInputs Inputs => inputs;

    public Task StartAsync()
    {
        running = publisher.RunAsync(stop.Token);
        return app.StartAsync();
    }

    /// <summary>As a watch event does.</summary>
    public void Change(PublishInputs next)
    {
        inputs = next;
        publisher.Signal();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.StopAsync();
        await app.DisposeAsync();
        certificate.Dispose();
        stop.Dispose();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            OperatorListener.Configure(kestrel);
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificate);
            });
        });
        return builder.Build();
    }

    private void Map(PeerIdentity identity)
    {
        var time = TimeProvider.System;
        var books = new ReportBooks(new AcknowledgementBook(time, AcknowledgementBook.DefaultGrace), new HeldRequestsBook(time, HeldRequestsBook.DefaultValidity), new CanaryCounters(time, TimeSpan.FromHours(1)));
        var options = new FramesOptions { Operator = "operator-0", Lineage = () => "benchmark", IsReady = () => publisher.IsReady };
        new FramesEndpoint(publishers, identity, books.Acknowledgements, options, time, NullLogger<FramesEndpoint>.Instance).Map(app);
        new ReportsEndpoint(identity, publishers, books, () => true, () => null, () => 1, NullLogger<ReportsEndpoint>.Instance).Map(app);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
