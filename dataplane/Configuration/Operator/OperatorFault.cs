using System.Net;
using System.Text.Json;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Why the operator could not be followed, as a sentence that says what to look at.</summary>
public static class OperatorFault
{
    public static bool IsExpected(Exception e) => e is HttpRequestException or IOException or JsonException or UnauthorizedAccessException or HttpProtocolException || IsLate(e);

    public static string Of(Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "its certificate is not trusted: wrong name, or not of the authority in --operator-ca. " + Innermost(e),
        OperationCanceledException => "cannot be reached: no connection in time",
        HttpRequestException => "cannot be reached: " + Innermost(e),
        JsonException => "sent a line that is no frame: " + e.Message,
        UnauthorizedAccessException => "cannot be asked: " + e.Message,
        HttpProtocolException or IOException => "the connection ended: " + Innermost(e),
        _ => "cannot be followed: " + Innermost(e),
    };

    /// <param name="said">The beginning of the answer's body.</param>
    public static string Of(HttpStatusCode status, string gateway, string said) => (int)status switch
    {
        401 => "401: it does not accept the token of --token-file" + Quote(said),
        403 => $"403: this service account may not read gateway '{gateway}'" + Quote(said),
        404 => $"404: it knows no gateway '{gateway}'" + Quote(said),
        406 => "406: it writes no schema version that this data plane reads" + Quote(said),
        >= 300 and < 400 => $"{(int)status}: it sends elsewhere, which frames are not followed to",
        var other => $"it answered {other}" + Quote(said),
    };

    // How SocketsHttpHandler says that its ConnectTimeout is over; nobody cancelled anything.
    private static bool IsLate(Exception e) => e is OperationCanceledException { InnerException: TimeoutException };

    private static string Quote(string said) => said.Length == 0 ? "" : ": " + new string([.. said.Where(c => !char.IsControl(c))]);

    private static string Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e.Message;
}
