using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Watch;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.TestKit.Kubernetes.Faults;

/// <summary>Misbehaviour on demand. Every switch is off again when what it returned is disposed.</summary>
public sealed class FaultSwitches(FaultGate gate, WatchGate watches, ObjectDatabase database, TimeProvider time)
{
    /// <summary>Ends every open watch, cleanly and without a word, again and again.</summary>
    public IDisposable CutWatchesEvery(TimeSpan interval) => time.CreateTimer(_ => watches.Cut(), null, interval, interval);

    public void CutWatches() => watches.Cut();

    /// <summary>Compaction: watches, exact lists and continue tokens from before are 410 Expired. Open watches go on.</summary>
    public void Compact() => database.Compact();

    /// <summary>Compaction, and all watches are cut: every client must list again.</summary>
    public void ExpireWatches()
    {
        database.Compact();
        watches.Cut();
    }

    /// <summary>Watches stay open and say nothing, not even bookmarks.</summary>
    public IDisposable SilenceWatches() => watches.Silence();

    /// <summary>503 to everything, and all watches end.</summary>
    public IDisposable Unavailable(Func<HttpRequest, bool>? when = null)
    {
        var fault = gate.Add(new Fault(when ?? Any, http => TextAsync(http, 503, "apiserver is shutting down")));
        watches.Cut();
        return fault;
    }

    /// <summary>503 for some time.</summary>
    public IDisposable Unavailable(TimeSpan duration)
    {
        var fault = Unavailable();
        return new Both(fault, time.CreateTimer(_ => fault.Dispose(), null, duration, Timeout.InfiniteTimeSpan));
    }

    /// <summary>409 "the object has been modified" to every n-th PUT, PATCH and DELETE.</summary>
    public IDisposable Conflicts(int every = 1) => EveryNth(every, IsChange, http => StatusAsync(
        http, Refusals.StatusBody(409, "Conflict", "Operation cannot be fulfilled: the object has been modified; please apply your changes to the latest version and try again", [])));

    /// <summary>429 of priority and fairness (no Status, Retry-After) to every n-th request.</summary>
    public IDisposable TooManyRequests(int every = 1, int retryAfterSeconds = 1, Func<HttpRequest, bool>? when = null) => EveryNth(every, when ?? Any, http =>
    {
        http.Response.Headers.RetryAfter = retryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return TextAsync(http, 429, "Too many requests, please try again later.");
    });

    /// <summary>Requests are taken and not answered until the switch is off or the client gives up.</summary>
    public IDisposable Hang(Func<HttpRequest, bool>? when = null)
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var fault = gate.Add(new Fault(when ?? Any, async http =>
        {
            await release.Task.WaitAsync(http.RequestAborted);
            return false;
        }));
        return new Both(fault, new Release(release));
    }

    /// <summary>Answers matching requests in the server's place.</summary>
    public IDisposable Answer(Func<HttpRequest, bool> when, int code, string body, string contentType = "application/json", int every = 1) => EveryNth(every, when, async http =>
    {
        await Answers.BytesAsync(http, code, System.Text.Encoding.UTF8.GetBytes(body), contentType);
        return true;
    });

    /// <summary>The connection breaks instead of an answer.</summary>
    public IDisposable Abort(int every = 1, Func<HttpRequest, bool>? when = null) => EveryNth(every, when ?? Any, http =>
    {
        http.Abort();
        return Task.FromResult(true);
    });

    private IDisposable EveryNth(int every, Func<HttpRequest, bool> applies, Func<HttpContext, Task<bool>> answer)
    {
        var seen = 0;
        return gate.Add(new Fault(request => applies(request) && Interlocked.Increment(ref seen) % every == 0, answer));
    }

    private static bool Any(HttpRequest request) => true;

    private static bool IsChange(HttpRequest request) => request.Method is "PUT" or "PATCH" or "DELETE";

    private static async Task<bool> TextAsync(HttpContext http, int code, string text)
    {
        await Answers.TextAsync(http, code, text);
        return true;
    }

    private static async Task<bool> StatusAsync(HttpContext http, JsonObject status)
    {
        await Answers.JsonAsync(http, (int)status["code"]!, status);
        return true;
    }

    private sealed class Release(TaskCompletionSource source) : IDisposable
    {
        public void Dispose() => source.TrySetResult();
    }

    private sealed class Both(IDisposable first, IDisposable second) : IDisposable
    {
        public void Dispose()
        {
            first.Dispose();
            second.Dispose();
        }
    }
}
