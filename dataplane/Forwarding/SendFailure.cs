namespace LlmRouting.DataPlane.Forwarding;

/// <summary>What an exception of SocketsHttpHandler means for a request that got no answer.</summary>
public static class SendFailure
{
    public static FailureKind KindOf(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError }) return FailureKind.ConnectFailure;
            // How it reports its ConnectTimeout.
            if (e is OperationCanceledException && e.InnerException is TimeoutException) return FailureKind.ConnectFailure;
            if (e is TimeoutException or OperationCanceledException) return FailureKind.TotalTimeout;
        }

        return FailureKind.Reset;
    }
}
