using LlmRouting.DataPlane.Forwarding;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Serving;

/// <summary>
/// Takes what nearly every request is, a POST to one of four paths, before ASP.NET's routing, which can cost it as much as being read, classified and spliced does
/// (docs/benchmarks.md). Other spellings of a path are left to routing.
/// </summary>
public static class HotPaths
{
    private static readonly (string Path, Dialect Dialect)[] Known = [.. Enum.GetValues<Dialect>().Select(dialect => (UpstreamUris.PathOf(dialect), dialect))];

    /// <summary>Must come before UseRouting.</summary>
    public static void UseHotPaths(this IApplicationBuilder app, RequestPipeline pipeline) =>
        app.Use(next => http => HttpMethods.IsPost(http.Request.Method) && DialectOf(http.Request.Path.Value) is { } dialect ? pipeline.HandleAsync(http, dialect) : next(http));

    private static Dialect? DialectOf(string? path)
    {
        foreach (var (known, dialect) in Known)
        {
            if (path == known) return dialect;
        }

        return null;
    }
}
