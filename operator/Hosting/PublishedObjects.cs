using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Operator.Publishing;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Runtime.Caches;

namespace LlmRouting.Operator.Hosting;

/// <summary>The caches as the compiler takes them.</summary>
internal static class PublishedObjects
{
    /// <remarks>Versions are read before objects: a frame may then call itself older than it is, never newer.</remarks>
    public static PublishInputs Of(ClusterCaches caches)
    {
        var versions = new SourceVersions
        {
            Tiers = caches.Tiers.NewestResourceVersion ?? 0,
            Policies = caches.Policies.NewestResourceVersion ?? 0,
            Rollouts = caches.Rollouts.NewestResourceVersion ?? 0,
            Secrets = caches.Secrets.NewestResourceVersion ?? 0,
            EndpointSlices = caches.EndpointSlices.NewestResourceVersion ?? 0,
        };
        var objects = new ManifestObjects
        {
            Tiers = Readable(caches.Tiers), Policies = Readable(caches.Policies), Rollouts = Readable(caches.Rollouts),
            Secrets = Readable(caches.Secrets), EndpointSlices = [.. Readable(caches.EndpointSlices).Where(TierSlices.IsOfTiersService)],
        };
        return new PublishInputs(objects, versions)
        {
            Refusing = caches.Refusing,
            Unreadable = [.. Unreadable(caches.Tiers), .. Unreadable(caches.Policies), .. Unreadable(caches.Rollouts), .. Unreadable(caches.Secrets)],
        };
    }

    private static T[] Readable<T>(ObjectStore<T> store)
        where T : ApiObject => [.. store.All.Select(stored => stored.Value).OfType<T>()];

    private static IEnumerable<UnreadableObject> Unreadable<T>(ObjectStore<T> store)
        where T : ApiObject =>
        store.All.Where(stored => stored.Value is null)
            .Select(stored => new UnreadableObject(new ObjectRef(typeof(T).Name, stored.Key.Namespace, stored.Key.Name), stored.Uid, stored.Fault ?? "cannot be read"));
}
