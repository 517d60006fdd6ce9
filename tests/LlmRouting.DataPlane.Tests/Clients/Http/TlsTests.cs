using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Clients.Http;

/// <summary>TLS from Kestrel's own settings, and HTTP/2, which only it brings.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class TlsTests : IDisposable
{
    private const string Prefix = "Kestrel__Certificates__Default__";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("llmr-tls");

    public TlsTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        Set("Path", "tls.crt", certificate.ExportCertificatePem());
        Set("KeyPath", "tls.key", key.ExportPkcs8PrivateKeyPem());
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(1, true)]
    public async Task A_client_over_TLS_is_served_in_the_version_it_speaks(int version, bool stream)
    {
        await using var drill = await Drill.StartAsync(new DrillPlan
        {
            WeakSpec = "pricing: {inputPer1kTokens: \"1\", outputPer1kTokens: \"1\"}",
            Router = o => o with { Urls = ["https://127.0.0.1:0"] },
        });
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } })
        {
            BaseAddress = drill.Router.Http.BaseAddress, DefaultRequestVersion = new Version(version, version == 1 ? 1 : 0), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = await http.PostAsync(Prompts.ChatPath, new StringContent(stream ? Prompts.Streamed() : Prompts.Chat()));
        Assert.Equal(version, response.Version.Major);
        var answer = (await Answer.ReadAsync(response)).IsOk();
        if (stream) Assert.Equal("[DONE]", answer.Events[^1]);
        var cost = stream ? answer.Trailers.GetValueOrDefault("x-llm-cost") : answer["x-llm-cost"];
        Assert.Equal(version == 2 || !stream, cost is not null);
    }

    [Fact]
    public async Task A_stream_over_HTTP_2_that_breaks_ends_in_an_error_event_and_cleanly()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Router = o => o with { Urls = ["https://127.0.0.1:0"] } });
        drill.FailWeak("cut=4");
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } })
        {
            BaseAddress = drill.Router.Http.BaseAddress, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = await http.PostAsync(Prompts.ChatPath, new StringContent(Prompts.Streamed()));
        Assert.Contains("upstream_truncated", (await Answer.ReadAsync(response)).IsOk().Events[^1], StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Prefix + "Path", null);
        Environment.SetEnvironmentVariable(Prefix + "KeyPath", null);
        folder.Delete(recursive: true);
    }

    private void Set(string variable, string file, string text)
    {
        var path = Path.Combine(folder.FullName, file);
        File.WriteAllText(path, text);
        Environment.SetEnvironmentVariable(Prefix + variable, path);
    }
}
