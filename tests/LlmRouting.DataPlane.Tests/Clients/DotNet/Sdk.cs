using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;

namespace LlmRouting.DataPlane.Tests.Clients.DotNet;

/// <summary>The official client as its users set it up; only its waiting between retries is written down instead of waited for.</summary>
internal static class Sdk
{
    public static OpenAIClient Of(ClientRouter router, string? key = null, ClientRetryPolicy? retries = null) => new(
        new ApiKeyCredential(key ?? router.Key),
        new OpenAIClientOptions { Endpoint = router.BaseUrl, RetryPolicy = retries ?? new ClientRetryPolicy(0) });
}
