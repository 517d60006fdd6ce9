using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Builders;

/// <summary>The preStop hook: keeps vLLM from being ended until the data planes have let go of it and nothing runs or waits.</summary>
internal static class DrainHook
{
    /// <summary>
    /// Arguments: seconds for endpoints to leave the data planes, seconds a request may take. A server that refuses connections has nothing to drain
    /// (it is still loading, or dead); other failures are asked again. Two quiet looks in a row, since a request may be between receipt and queue.
    /// A proxy of the environment is none for this.
    /// </summary>
    private const string Script = """
        import re, sys, time, urllib.error, urllib.request
        grace, total = float(sys.argv[1]), float(sys.argv[2])
        end = time.monotonic() + grace + total
        get = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
        figure = re.compile(r"^vllm:num_requests_(?:running|waiting|swapped)(?:{.*})? ([0-9.e+-]+)", re.M)
        def busy():
            try:
                text = get("http://127.0.0.1:8000/metrics", timeout=5).read().decode()
            except urllib.error.URLError as e:
                return None if isinstance(e.reason, ConnectionRefusedError) else 1
            except OSError:
                return 1
            return sum(float(n) for n in figure.findall(text))
        if busy() is None:
            sys.exit()
        time.sleep(grace)
        quiet = 0
        while quiet < 2 and time.monotonic() < end:
            now = busy()
            if now is None:
                break
            quiet = 0 if now else quiet + 1
            time.sleep(min(1, grace))
        """;

    public static JsonObject Build(ModelTierSpec spec) => Json.Of(("exec", Json.Of(("command", Json.Strings(
        ["python3", "-c", Script.ReplaceLineEndings("\n"), $"{TierDefaults.EndpointGrace}", $"{TierDefaults.TotalSeconds(spec)}"])))));
}
