using System.Text.Json;

namespace LlmRouting.Operator.Reconcilers.Models;

/// <summary>
/// Looks up which commit a branch or tag means now. Replicas that start weeks apart must not serve different weights under one name, so a tier asks once and keeps the answer.
/// </summary>
/// <param name="hub">https://huggingface.co or a mirror of its API; null: nothing is looked up.</param>
public sealed class RevisionResolver(HttpClient http, Uri? hub)
{
    private const string Off = "looking up revisions is switched off";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Why a revision that was asked about before has no commit. Whoever asked need not have been this process, so it is what each would say.</summary>
    public string Unresolved => hub is null ? Off : "it could not be looked up";

    /// <summary>The commit, or why there is none.</summary>
    public async Task<(string? Commit, string? Fault)> ResolveAsync(ModelRevision revision, CancellationToken cancellation)
    {
        if (revision.IsCommit) return (revision.Name, null);
        if (hub is null) return (null, Off);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            var path = $"api/models/{string.Join('/', revision.Repository.Split('/').Select(Uri.EscapeDataString))}/revision/{Uri.EscapeDataString(revision.Name)}";
            using var answer = await http.GetAsync(new Uri(hub, path), limit.Token);
            if (!answer.IsSuccessStatusCode) return (null, $"{hub.Host} answered {(int)answer.StatusCode} for {revision}");
            return Commit(await answer.Content.ReadAsByteArrayAsync(limit.Token)) is { } commit ? (commit, null) : (null, $"{hub.Host} named no commit for {revision}");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return (null, $"{hub.Host} could not be reached");
        }
    }

    private static string? Commit(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("sha", out var sha) && sha.GetString() is { } text && ModelRevision.Commit().IsMatch(text) ? text : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
