using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.Operator.Publishing;

/// <summary>Short answers of the endpoints: a status and a sentence.</summary>
internal static class Answer
{
    public static Task WriteAsync(HttpContext http, int status, string sentence)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        if (status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer";
        if (status == StatusCodes.Status503ServiceUnavailable) http.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        return http.Response.WriteAsync(sentence + "\n", http.RequestAborted);
    }
}
