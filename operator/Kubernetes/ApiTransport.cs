using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Sends requests: credentials, time limits, repetition where the server asks for it, errors.</summary>
internal sealed class ApiTransport : IDisposable
{
    private readonly KubernetesConnection connection;
    private readonly TimeProvider time;
    private readonly RepeatRule repeats;
    private readonly Credentials credentials;
    private readonly ApiConnections connections;

    private ApiTransport(KubernetesConnection connection, TimeProvider time, Random chance)
    {
        this.connection = connection;
        this.time = time;
        repeats = new RepeatRule(chance);
        credentials = Credentials.Of(connection, time);
        connections = new ApiConnections(connection);
    }

    public static ApiTransport Create(KubernetesConnection connection, TimeProvider time, Random chance) => new(connection, time, chance);

    public void Dispose()
    {
        connections.Dispose();
        credentials.Dispose();
    }

    /// <summary>The body of a successful answer.</summary>
    public Task<JsonDocument> SendAsync(ApiRequest request, CancellationToken cancellation) => RepeatAsync(request, ReadAsync, cancellation);

    /// <summary>An open stream. Only its opening has a time limit.</summary>
    public Task<WatchStream> OpenAsync(ApiRequest request, CancellationToken cancellation) =>
        RepeatAsync(request, (answer, _) => Task.FromResult(new WatchStream(answer, request.ToString())), cancellation);

    private async Task<T> RepeatAsync<T>(ApiRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        var tries = new Tries();
        while (true)
        {
            try
            {
                return await LimitAsync(request, read, cancellation);
            }
            catch (KubernetesException e) when (repeats.Wait(request, e, tries) is { } wait)
            {
                tries = tries.And(wait);
                await Task.Delay(wait, time, cancellation);
            }
        }
    }

    private async Task<T> LimitAsync<T>(ApiRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(connection.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await AuthenticatedAsync(request, read, either.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw Unreachable.Of(request.ToString(), new TimeoutException($"no answer within {connection.RequestTimeout.TotalSeconds:0} s", e));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or KubeconfigException)
        {
            throw Unreachable.Of(request.ToString(), e);
        }
    }

    private async Task<T> AuthenticatedAsync<T>(ApiRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        var used = await credentials.CurrentAsync(cancellation);
        var answer = await OnceAsync(request, used, cancellation);
        if (answer.StatusCode == HttpStatusCode.Unauthorized && await credentials.RenewAsync(used, cancellation) is { } renewed)
        {
            answer.Dispose();
            answer = await OnceAsync(request, renewed, cancellation);
        }

        return await TakeAsync(request, answer, read, cancellation);
    }

    private Task<HttpResponseMessage> OnceAsync(ApiRequest request, Credential credential, CancellationToken cancellation)
    {
        var message = request.Message(connection.Server);
        message.Headers.Authorization = credential.Header;
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.UserAgent.Add(Agent.Product);
        return connections.SendAsync(message, credential.Certificate, cancellation);
    }

    private async Task<T> TakeAsync<T>(ApiRequest request, HttpResponseMessage answer, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        if (answer.IsSuccessStatusCode) return await read(answer, cancellation);
        using (answer)
        {
            var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
            throw StatusDecoder.OfAnswer(answer.StatusCode, body, request.ToString(), RetryAfter(answer));
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage answer)
    {
        if (answer.Headers.RetryAfter is not { } header) return null;
        var wait = header.Delta ?? header.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static async Task<JsonDocument> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        using (answer)
        {
            try
            {
                return await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), default, cancellation);
            }
            catch (JsonException e)
            {
                throw ApiItem.Undecodable($"the answer of {answer.RequestMessage?.RequestUri} is no JSON: {e.Message}", e);
            }
        }
    }
}
