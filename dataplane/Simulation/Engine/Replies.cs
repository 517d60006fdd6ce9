using System.Text;
using LlmRouting.DataPlane.Simulation.Wire;

namespace LlmRouting.DataPlane.Simulation.Engine;

/// <summary>Small whole answers.</summary>
internal static class Replies
{
    public static Task ErrorAsync(HttpResponse response, VllmError error)
    {
        response.StatusCode = error.Status;
        return JsonAsync(response, error.ToJson());
    }

    public static Task JsonAsync(HttpResponse response, string json) => TextAsync(response, "application/json", json);

    public static Task TextAsync(HttpResponse response, string contentType, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        response.ContentType = contentType;
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes, 0, bytes.Length);
    }
}
