using System.Net;
using Microsoft.AspNetCore.Mvc;
using ReferenceShop.Checkout.Orders;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.Checkout.Payments;

/// <summary>The bank. Everything is done under a key made of the order id, so repeating it is harmless.</summary>
internal sealed class PaymentProviderClient(HttpClient http, ILogger<PaymentProviderClient> logger)
{
    public async Task<ChargeOutcome> ChargeAsync(Order order, string token, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await PostAsync(
                "v1/charges", KeyOf(order.Id), new ChargeBody(order.Total, order.Currency, token, order.Id.ToString()), cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.Created => new ChargeOutcome.Charged(),
                HttpStatusCode.PaymentRequired => new ChargeOutcome.Declined(await ReadProblemAsync(response, cancellationToken)),
                _ => await AskAsync(order.Id, cancellationToken),
            };
        }
        catch (Exception e) when (HttpFailure.IsNoAnswer(e, cancellationToken))
        {
            logger.NoAnswerFromBank(order.Id, "charge", e.Message);
            return new ChargeOutcome.Unknown();
        }
    }

    /// <summary>Finds out whether an order was charged, and if it was not, makes sure that it will not be by a request that is still on its way.</summary>
    public async Task<ChargeOutcome> AskAsync(Guid orderId, CancellationToken cancellationToken)
    {
        try
        {
            using var charge = await http.GetAsync($"v1/charges/{KeyOf(orderId)}", cancellationToken);
            if (charge.StatusCode is not HttpStatusCode.NotFound)
            {
                return charge.StatusCode is HttpStatusCode.OK ? new ChargeOutcome.Charged() : new ChargeOutcome.Unknown();
            }

            using var closed = await http.PutAsync($"v1/charges/{KeyOf(orderId)}/void", content: null, cancellationToken);
            return closed.StatusCode switch
            {
                HttpStatusCode.OK => new ChargeOutcome.NotCharged(),
                HttpStatusCode.Conflict => new ChargeOutcome.Charged(),
                _ => new ChargeOutcome.Unknown(),
            };
        }
        catch (Exception e) when (HttpFailure.IsNoAnswer(e, cancellationToken))
        {
            logger.NoAnswerFromBank(orderId, "question", e.Message);
            return new ChargeOutcome.Unknown();
        }
    }

    /// <summary>True once the money is on its way back.</summary>
    public async Task<bool> RefundAsync(Order order, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await PostAsync(
                "v1/refunds", $"refund-{order.Id}", new RefundBody(KeyOf(order.Id), order.Reason ?? "refund"), cancellationToken);
            if (response.StatusCode is HttpStatusCode.Created)
            {
                return true;
            }

            logger.RefundRefused(order.Id, (int)response.StatusCode);
        }
        catch (Exception e) when (HttpFailure.IsNoAnswer(e, cancellationToken))
        {
            logger.NoAnswerFromBank(order.Id, "refund", e.Message);
        }

        return false;
    }

    private async Task<HttpResponseMessage> PostAsync<T>(string path, string key, T body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add(IdempotencyKey.Header, key);
        return await http.SendAsync(request, cancellationToken);
    }

    private static async Task<ProblemDetails> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var problem = await response.Content.ReadFromJsonAsync<ProblemDetails>(cancellationToken) ?? new();
        return new() { Type = problem.Type, Title = problem.Title, Status = (int)response.StatusCode, Detail = problem.Detail };
    }

    private static string KeyOf(Guid orderId) => orderId.ToString();

    private sealed record ChargeBody(long Amount, string Currency, string Token, string Reference);

    private sealed record RefundBody(string ChargeKey, string Reason);
}
