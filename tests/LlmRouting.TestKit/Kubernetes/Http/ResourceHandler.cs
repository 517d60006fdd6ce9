using LlmRouting.TestKit.Kubernetes.Presentation;
using LlmRouting.TestKit.Kubernetes.Reading;
using LlmRouting.TestKit.Kubernetes.Selectors;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Watch;
using LlmRouting.TestKit.Kubernetes.Writing;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>Verbs on stored resources.</summary>
public sealed class ResourceHandler(ObjectDatabase database, Lister lister, WatchHandler watches, WriteHandler writes, ScaleHandler scales, SubresourceHandler others, Presenters presenters)
{
    public Task HandleAsync(ApiCall call)
    {
        if (call.Path.Subresource is not ("" or "status")) return SubresourceAsync(call);
        if (call.Path.Subresource == "status" && !call.Type.HasStatus) throw NoSubresource(call);
        var method = call.Http.Request.Method;
        if (method == "HEAD" && call.Type.IsCustom) method = "GET";
        if (method == "GET" && call.Path.Name.Length > 0 && !Watches(call)) return GetAsync(call);
        if (method == "GET") return Watches(call) ? watches.HandleAsync(call) : ListAsync(call);
        return writes.HandleAsync(call);
    }

    private Task SubresourceAsync(ApiCall call)
    {
        if (call.Path.Subresource == "scale" && call.Type.Scale is not null) return scales.HandleAsync(call);
        return others.Handles(call) ? others.HandleAsync(call) : throw NoSubresource(call);
    }

    private static ApiRefusal NoSubresource(ApiCall call) =>
        call.Type.IsCustom ? Refusals.NotFound(call.Type, call.Path.Name) : Refusals.NoResource();

    private static bool Watches(ApiCall call) => call.Path.Watches || call.Flag("watch") && call.Path.Name.Length == 0;

    private Task GetAsync(ApiCall call)
    {
        var presenter = presenters.For(call);
        if (ulong.TryParse(call.Option("resourceVersion"), out var version) && version > database.Version) throw ListChecks.TooLarge(version, database.Version);
        var item = database.Table(call.Type).Find(call.Key) ?? throw Refusals.NotFound(call.Type, call.Path.Name);
        return Answers.BytesAsync(call.Http, 200, presenter.Object(item, call.Type), presenter.ContentType);
    }

    private async Task ListAsync(ApiCall call)
    {
        var presenter = presenters.For(call);
        var page = lister.List(call.Type, ObjectFilter.Of(call), ListOptions.Of(call));
        call.Http.Response.ContentType = presenter.ContentType;
        var output = call.Http.Response.BodyWriter;
        foreach (var piece in presenter.List(page)) await output.WriteAsync(piece, call.Aborted);
        await output.WriteAsync("\n"u8.ToArray(), call.Aborted);
    }
}
