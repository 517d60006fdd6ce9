using System.Globalization;
using System.Net;
using LlmRouting.TestKit;

namespace LlmRouting.Benchmarks.Proxy.Participants;

/// <summary>The upstream and everybody who stands before it, each in a process of its own.</summary>
public sealed class Field : IDisposable
{
    private readonly List<ChildProcess> processes = [];
    private readonly HttpClient http = new();
    private readonly Dictionary<string, string> environment = [];
    private readonly int upstream = FreePort.Next();
    private readonly string folder = Directory.CreateTempSubdirectory("llm-routing-benchmark-").FullName;

    private Field(bool http2)
    {
        // Without TLS a port speaks one of the two.
        if (!http2) return;
        environment["Kestrel__EndpointDefaults__Protocols"] = "Http2";
        (http.DefaultRequestVersion, http.DefaultVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
    }

    public IReadOnlyList<Participant> Participants { get; private set; } = [];

    public Participant Ours => Participants.First(p => p.Name == "ours");

    public static async Task<Field> StartAsync(bool portkey, TimeProvider time, IReadOnlyList<string>? beside = null, bool http2 = false)
    {
        var field = new Field(http2);
        try
        {
            await field.EnterAsync(portkey, time, beside ?? []);
            return field;
        }
        catch
        {
            field.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var process in processes) process.Dispose();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task EnterAsync(bool portkey, TimeProvider time, IReadOnlyList<string> beside)
    {
        BenchmarkManifests.Write(folder, upstream, out var key);
        Add(ChildProcess.Self(["proxy-upstream", Text(upstream)]));
        var direct = await new Participant("direct", upstream, [], null, null) { Streams = environment.Count == 0 }.ReadyAsync(time);
        List<Participant> all = [direct, Yarp(), Router("ours", Path.Combine(AppContext.BaseDirectory, "LlmRouting.DataPlane.dll"), key)];
        all.AddRange(beside.Select((build, i) => Router(i == 0 ? "beside" : $"beside{i + 1}", build, key)));
        if (portkey) all.Add(PortkeyGateway());
        foreach (var participant in all) await participant.ReadyAsync(time);
        Participants = all;
    }

    private Participant Yarp()
    {
        var port = FreePort.Next();
        var process = Add(ChildProcess.Self(["proxy-yarp", Text(port), $"http://127.0.0.1:{upstream}"], environment));
        var allocated = $"http://127.0.0.1:{port}{BareYarp.AllocatedPath}";
        return new Participant("yarp", port, [], process, async () => double.Parse(await http.GetStringAsync(allocated), CultureInfo.InvariantCulture));
    }

    private Participant Router(string name, string build, string key)
    {
        var (port, admin) = (FreePort.Next(), FreePort.Next());
        string[] arguments = ["serve", "--manifests", folder, "--auth", "ApiKey", "--urls", $"http://127.0.0.1:{port}", "--admin-urls", $"http://127.0.0.1:{admin}"];
        var process = Add(build.EndsWith(".dll", StringComparison.Ordinal) ? ChildProcess.Dotnet(build, arguments, environment) : ChildProcess.Start(build, arguments));
        return new Participant(name, port, [$"Authorization: Bearer {key}"], process, () => AllocatedAsync($"http://127.0.0.1:{admin}/metrics"));
    }

    private Participant PortkeyGateway()
    {
        var port = FreePort.Next();
        string[] headers = ["Authorization: Bearer sk-benchmark", "x-portkey-provider: openai", $"x-portkey-custom-host: http://127.0.0.1:{upstream}/v1"];
        return new Participant("portkey", port, headers, Add(Portkey.Start(port)), null) { Streams = false };
    }

    private async Task<double> AllocatedAsync(string metrics)
    {
        const string name = "dotnet_gc_allocated_bytes_total ";
        var line = (await http.GetStringAsync(metrics)).Split('\n').First(l => l.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..], CultureInfo.InvariantCulture);
    }

    private ChildProcess Add(ChildProcess process)
    {
        processes.Add(process);
        return process;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
