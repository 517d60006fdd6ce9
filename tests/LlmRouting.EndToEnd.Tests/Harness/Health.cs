namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>Looks at a program as a kubelet does.</summary>
public static class Health
{
    /// <summary>False too where nobody answers.</summary>
    public static async Task<bool> IsGoodAsync(Uri probe)
    {
        try
        {
            using var http = new HttpClient();
            using var answer = await http.GetAsync(probe);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
